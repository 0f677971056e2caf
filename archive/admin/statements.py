"""Statements, utterances and topics on the editor's desk."""

from django.contrib import admin

from archive.admin.base import AnchoredAdmin, ArchiveAdmin, PublishableAdmin
from archive.models import Statement, Topic, Utterance


@admin.register(Statement)
class StatementAdmin(AnchoredAdmin):
    list_display = ["public_id", "excerpt", "kind", "article", "said", "status"]
    list_filter = ["status", "kind", ("said_earliest", admin.DateFieldListFilter), "topics"]
    list_select_related = ["article"]
    search_fields = ["public_id", "text", "speakers__name", "named_as"]
    search_help_text = "Words of the statement, a speaker’s name or the id"
    autocomplete_fields = ["article", "speakers", "relayed_by", "addressees", "event", "utterance", "topics"]
    readonly_fields = ["public_id", "address", "in_the_article", "created", "modified"]
    fieldsets = [
        (None, {"fields": ["article", "words", "occurrence", "in_the_article", "kind", "status"]}),
        ("Who and how", {"fields": ["speakers", "named_as", "cue", "relayed_by", "addressees", "channel"]}),
        ("When and where it belongs", {"fields": ["said", "event", "utterance", "topics"]}),
        ("Notes", {"fields": ["note", "inferred"]}),
        ("Record", {"fields": ["public_id", "address", "created", "modified"]}),
    ]


@admin.register(Utterance)
class UtteranceAdmin(PublishableAdmin):
    list_display = ["title", "status"]
    list_filter = ["status"]
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Topic)
class TopicAdmin(ArchiveAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
