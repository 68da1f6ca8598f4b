"""Files: kept once by checksum, reached only through an object that one may see."""

from django.db import models

from gaodi.ground.models.people import Post
from gaodi.ground.models.units import Unit


class StoredFile(models.Model):
    """文件: the bytes, kept once under their SHA-256; its name is never an upload's name."""

    sha256 = models.CharField("校验值", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("字节数")
    kind = models.CharField("类型", max_length=12)  # the ending that the content proves: docx, pdf, png …
    stored_at = models.DateTimeField("存入时间")

    class Meta:
        verbose_name = "文件"

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:8]}"


class Evidence(models.Model):
    """佐证: a file handed in as proof, with the date the file itself bears."""

    file = models.ForeignKey(StoredFile, models.PROTECT, verbose_name="文件")
    name = models.CharField("文件名", max_length=255)
    dated_on = models.DateField("材料日期")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="提供单位")
    added_by = models.ForeignKey(Post, models.PROTECT, verbose_name="提供人")
    added_at = models.DateTimeField("提供时间")

    class Meta:
        verbose_name = "佐证"

    def __str__(self) -> str:
        return self.name
