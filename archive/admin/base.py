"""What the ModelAdmins of the archive share: bounded search, publishing, and words instead of offsets."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import NON_FIELD_ERRORS, SuspiciousOperation, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.html import format_html

from archive import passages
from archive.models.anchored import Anchored
from archive.models.status import PUBLISHED, WITHDRAWN, ChangedMeanwhile
from archive.sources import anchoring

#: Django's own admin search turns long input into expressions that SQLite refuses.
MAX_SEARCH_LENGTH = 200
MAX_SEARCH_WORDS = 8


class ArchiveAdmin(admin.ModelAdmin):
    """Base of all."""

    list_per_page = 50
    show_full_result_count = False

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        words = search_term.replace("\0", " ")[:MAX_SEARCH_LENGTH].split()[:MAX_SEARCH_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """As Django's; keys of related records that cannot be keys, which no form of ours sends, are refused."""
        models = (self.model, *(inline.model for inline in self.inlines))
        related = {"id", *(field.name for model in models for field in model._meta.get_fields() if field.is_relation)}
        for name, values in request.POST.lists():
            if name.rsplit("-", 1)[-1] in related and not _are_keys([value for value in values if value]):
                raise SuspiciousOperation(f"{name} is no key")
        return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """As Django's; an address with a filter that the database cannot read leads to the list with Django's own notice."""
        if not _are_keys(request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise SuspiciousOperation("a selected row is no key")
        try:
            return super().changelist_view(request, *args, **kwargs)
        except (ValueError, OverflowError):
            if request.method != "GET" or not request.GET:
                raise
            return redirect(f"{request.path}?{ERROR_FLAG}=1")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address presets; a key that cannot be one is passed over."""
        initial = super().get_changeform_initial_data(request)
        related = {field.name for field in self.model._meta.get_fields() if field.is_relation}
        return {name: value for name, value in initial.items() if name not in related or _are_keys(value)}


def _are_keys(value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    return all(re.fullmatch("[0-9]{1,18}", str(key)) for key in values)


class PublishableForm(forms.ModelForm):
    """Carries the version that was opened, so that a save cannot overwrite what somebody else saved meanwhile."""

    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opened_version"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("opened_version") != self.instance.version:
            raise ChangedMeanwhile(self.instance)
        return cleaned


class PublishableAdmin(ArchiveAdmin):
    """A record with a status: publish and withdraw as actions; the address is fixed once readers may have it."""

    form = PublishableForm
    actions = ["publish", "withdraw"]
    readonly_fields = ["created", "modified"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = [*super().get_readonly_fields(request, obj)]
        return [*fields, "slug"] if obj and obj.status == PUBLISHED and hasattr(obj, "slug") else fields

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The version goes with the first group of fields, hidden."""
        (title, options), *others = super().get_fieldsets(request, obj)
        fields = [name for name in options["fields"] if name != "opened_version"]
        return [(title, {**options, "fields": [*fields, "opened_version"]}), *others]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers have seen is withdrawn, not deleted: its address stays its own."""
        return super().has_delete_permission(request, obj) and not (obj and obj.status in (PUBLISHED, WITHDRAWN))

    def get_actions(self, request: HttpRequest) -> Any:
        """Without deletion in bulk, which does not look at the status."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    @admin.action(description="Publish the selected %(verbose_name_plural)s", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: Any) -> None:
        self._move(request, queryset, PUBLISHED, queryset.publish)

    @admin.action(description="Withdraw the selected %(verbose_name_plural)s", permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: Any) -> None:
        self._move(request, queryset, WITHDRAWN, queryset.withdraw)

    def _move(self, request: HttpRequest, queryset: QuerySet, status: str, move: Any) -> None:
        moved = list(queryset.exclude(status=status))
        move()
        LogEntry.objects.log_actions(request.user.pk or 0, moved, CHANGE, [{"changed": {"fields": [f"Status: {status}"]}}])
        left = f"; {unmoved} already so" if (unmoved := queryset.count() - len(moved)) else ""
        self.message_user(request, f"{len(moved)} {status}{left}.", messages.SUCCESS)


class AnchoredForm(PublishableForm):
    """The words as they stand in the article instead of their offsets."""

    words = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
        help_text="Exactly as they stand in the article. Several stretches: a line with only … between them.",
    )
    occurrence = forms.IntegerField(
        required=False, min_value=1, max_value=9_999, help_text="Only when the words stand more than once: which of them, counted from 1."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "words" in self.fields:
            text = self.instance.article.text
            self.fields["words"].initial = "\n…\n".join(text[start:end] for start, end in self.instance.spans)
            self.fields["occurrence"].initial = anchoring.occurrence(text, self.instance.spans)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        article, words = cleaned.get("article"), cleaned.get("words")
        if article and words:
            newline = "\r\n" if "\r\n" in article.text else "\n"
            stretches = words.replace("\r\n", "\n").split("\n…\n")
            stretches = [stretch.replace("\n", newline) for stretch in stretches]
            # A number left over from other words says nothing about words that stand only once.
            occurrence = cleaned.get("occurrence") if article.text.count(stretches[0]) != 1 else None
            try:
                spans = anchoring.find(article.text, stretches, occurrence)
                anchoring.check(article.text, spans, article.furniture_spans)
            except anchoring.AnchorError as error:
                raise ValidationError({"words": f"{str(error)[0].upper()}{str(error)[1:]}."}) from None
            self.instance.spans, self.instance.text = spans, anchoring.words(article.text, spans)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if "words" in self.errors and NON_FIELD_ERRORS in self.errors:
            # The record still has its old anchor, or none; what is wrong has been said beside the words.
            others = [error for error in self.errors[NON_FIELD_ERRORS].as_data() if error.code != "anchor"]
            del self.errors[NON_FIELD_ERRORS]
            for error in others:
                self.add_error(None, error)


class AnchoredAdmin(PublishableAdmin):
    """A record that stands on words of an article, shown in the article's text."""

    form = AnchoredForm

    class Media:
        css = {"all": ["css/admin.css"]}

    def save_model(self, request: HttpRequest, obj: Anchored, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.status == PUBLISHED and obj.article.status != PUBLISHED:
            self.message_user(request, f"Readers do not see it yet: its article is {obj.article.get_status_display()}.", messages.WARNING)

    @admin.display(description="In the article")
    def in_the_article(self, obj: Anchored | None) -> str:
        """The article's text with the spans of this record marked."""
        if obj is None or obj.pk is None:
            return "Save the words once; then the article is shown here with them marked."
        return render_to_string("admin/archive/passage.html", {"paragraphs": passages.marked(obj.article, passages.numbered([obj]))})

    @admin.display(description="text")
    def excerpt(self, obj: Anchored) -> str:
        return anchoring.excerpt(obj.text, width=80)

    @admin.display(description="public page")
    def address(self, obj: Anchored) -> str:
        return format_html('<a href="{0}">{0}</a>', obj.get_absolute_url()) if obj.pk else "—"
