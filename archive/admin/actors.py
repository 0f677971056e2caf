"""Actors and their names on the editor's desk."""

from django.contrib import admin

from archive.admin.base import PublishableAdmin
from archive.models import Actor, ActorName


class ActorNameInline(admin.TabularInline):
    model = ActorName
    extra = 1


@admin.register(Actor)
class ActorAdmin(PublishableAdmin):
    list_display = ["name", "kind", "sort", "status"]
    list_filter = ["status", "kind"]
    search_fields = ["name", "slug", "names__name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ActorNameInline]
