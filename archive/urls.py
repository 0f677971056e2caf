"""Every public address."""

from django.contrib import admin
from django.urls import path

from archive.views import actors, articles, errors, events, home, pages, search, statements, utterances

urlpatterns = [
    path("", home.home, name="home"),
    path("statements/", statements.statement_list, name="statement-list"),
    path("statements/<slug:public_id>/", statements.statement_detail, name="statement-detail"),
    path("articles/", articles.article_list, name="article-list"),
    path("articles/<slug:slug>/", articles.article_detail, name="article-detail"),
    path("actors/", actors.actor_list, name="actor-list"),
    path("actors/<slug:slug>/", actors.actor_detail, name="actor-detail"),
    path("events/", events.event_list, name="event-list"),
    path("events/<slug:slug>/", events.event_detail, name="event-detail"),
    path("utterances/<slug:slug>/", utterances.utterance_detail, name="utterance-detail"),
    path("search/", search.search, name="search"),
    path("search/help/", search.help_page, name="search-help"),
    path("suggest/<slug:field>/", search.suggest, name="suggest"),
    path("about/", pages.about, name="about"),
    path("healthz", pages.health, name="health"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
