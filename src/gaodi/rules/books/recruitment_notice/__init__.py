"""招聘公告歧视性条款检查: limits by school, by study abroad or by mode of study, and whether the rule binds."""
