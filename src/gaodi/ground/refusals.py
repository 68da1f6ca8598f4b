"""A refusal: the act is not done, and the sentence says why and what to do instead."""


class Refused(Exception):
    """The house declines an act. ``sentence`` says what is wrong, ``remedy`` what to do; both in Chinese."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence + remedy)
        self.sentence = sentence
        self.remedy = remedy


class NotYours(Refused):
    """The act exists, but this post may not do it; the sentence says who may."""

    heading = "这一步不能由您办理"


class Overtaken(Refused):
    """Somebody else changed the same thing in the meantime; nothing was overwritten."""

    heading = "刚才已有人办理"

    def __init__(self, sentence: str = "刚才已有人办理，您看到的是旧的情况。") -> None:
        super().__init__(sentence, "请刷新本页，看过新的情况再办。")
