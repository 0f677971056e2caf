import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from archive.admin_site import ONE_TIME_PASSWORD
from archive.management.base import ArchiveCommand

EDITORS = "Editors"


class Command(ArchiveCommand):
    help = "Make an editor's account with a one-time password, which the first sign-in replaces."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", help="the name to sign in with; asked for when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            name = options["name"] or input("Name of the editor: ")
        except (EOFError, KeyboardInterrupt):
            raise CommandError("No name was given, so no account was made.") from None
        name = User.normalize_username(name.strip())
        password = secrets.token_urlsafe(12)
        with transaction.atomic():
            if User.objects.filter(username=name).exists():
                raise CommandError(f"There is already an account named {name}.")
            editor = User(username=name, is_staff=True)
            editor.set_password(password)
            try:
                editor.full_clean()
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from None
            editor.save()
            editors, _ = Group.objects.get_or_create(name=EDITORS)
            editors.permissions.set(Permission.objects.filter(content_type__app_label="archive"))
            editor.groups.add(editors, Group.objects.get_or_create(name=ONE_TIME_PASSWORD)[0])
        self.stdout.write(f"Name:              {name}\nOne-time password: {password}\nThe first sign-in at /admin/ asks for a new one.")
