"""Events, who took part in them, and details on the editor's desk."""

from django.contrib import admin

from archive.admin.base import AnchoredAdmin, PublishableAdmin
from archive.models import Detail, Event, Participation


class ParticipationInline(admin.TabularInline):
    model = Participation
    extra = 1
    autocomplete_fields = ["actor"]


@admin.register(Event)
class EventAdmin(PublishableAdmin):
    list_display = ["title", "kind", "date", "place", "status"]
    list_filter = ["status", "kind", ("date_earliest", admin.DateFieldListFilter)]
    search_fields = ["title", "slug", "place"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [ParticipationInline]


@admin.register(Detail)
class DetailAdmin(AnchoredAdmin):
    list_display = ["public_id", "event", "aspect", "value", "article", "status"]
    list_filter = ["status"]
    list_select_related = ["event", "article"]
    search_fields = ["public_id", "aspect", "value", "event__title"]
    autocomplete_fields = ["article", "event", "according_to"]
    readonly_fields = ["public_id", "address", "in_the_article", "created", "modified"]
    fieldsets = [
        (None, {"fields": ["event", "aspect", "value", "according_to", "status"]}),
        ("Words", {"fields": ["article", "words", "occurrence", "in_the_article"]}),
        ("Notes", {"fields": ["note"]}),
        ("Record", {"fields": ["public_id", "address", "created", "modified"]}),
    ]
