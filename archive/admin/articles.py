"""Articles on the editor's desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from archive.admin.base import PublishableAdmin, PublishableForm
from archive.models import Article


class ArticleForm(PublishableForm):
    class Meta:
        help_texts = {
            "furniture": 'Page text that is not the article: [[start, end, "reason"], …], offsets in characters.',
            "marks_quoting_nobody": 'Scare quotes and titles: [[start, end, "reason"], …], the marks left out.',
        }
        field_classes = {"text": forms.CharField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields.get("text")
        if isinstance(text, forms.CharField):
            text.strip = False

    def clean_text(self) -> str:
        """A browser sends every line end as CR LF; the text keeps its own, and a new one gets LF."""
        text, stored = self.cleaned_data["text"].replace("\r\n", "\n"), self.instance.text
        return stored if text == stored.replace("\r\n", "\n") else text


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    form = ArticleForm
    list_display = ["title", "publisher", "published", "status"]
    list_filter = ["status", "title_by", "language"]
    list_select_related = ["publisher"]
    search_fields = ["title", "slug", "text"]
    autocomplete_fields = ["publisher", "supersedes"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "title_by", "slug", "status"]}),
        ("Text", {"fields": ["text", "language", "furniture", "marks_quoting_nobody"]}),
        ("Source", {"fields": ["publisher", "byline", "url", "published", "supersedes"]}),
        ("Notes", {"fields": ["note", "inferred"]}),
        ("Record", {"fields": ["sha256", "source_file", "created", "modified"]}),
    ]

    readonly_fields = ["sha256", "source_file", "created", "modified"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The text is locked once something stands on it."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "text"] if obj and (obj.statements.exists() or obj.details.exists()) else fields
