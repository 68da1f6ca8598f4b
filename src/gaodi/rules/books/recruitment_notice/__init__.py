"""招聘公告歧视性条款检查: does a notice limit by school, by study abroad or by mode of study, and does the rule bind it?"""
