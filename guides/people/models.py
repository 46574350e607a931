from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Somebody who signs in. What they review or check bears their public name, also after they have left."""

    public_name = models.CharField(
        max_length=120,
        blank=True,
        help_text="The name readers see beside what this person reviewed or checked. Empty: no name is shown.",
    )
