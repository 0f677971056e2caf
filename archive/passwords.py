"""A rule for passwords that Django does not bring."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError


class NotTheOldOne:
    """A new password is another one: a one-time password is not kept by typing it again."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError("This is the password you have now; choose another.", code="password_unchanged")

    def get_help_text(self) -> str:
        return "Your new password must differ from the one you have now."
