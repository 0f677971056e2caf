"""Every public address."""

from django.contrib import admin
from django.urls import path

from archive.views import actors, articles, errors, events, exports, home, pages, search, statements, style, utterances

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
    *(
        path(f"{noun}s.<slug:form>", exports.taken_list, {"noun": noun}, name=f"taken-{noun}s")
        for noun in ("statement", "article", "actor", "event")
    ),
    path("statements/<slug:public_id>.<str:form>", exports.statement, name="taken-statement"),
    path("articles/<slug:slug>.<str:form>", exports.article, name="taken-article"),
    path("search/", search.search, name="search"),
    path("search/help/", search.help_page, name="search-help"),
    path("suggest/<slug:field>/", search.suggest, name="suggest"),
    path("about/", pages.about, name="about"),
    path("about/style/", style.style, name="style"),
    path("healthz", pages.health, name="health"),
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", exports.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", exports.sitemap_pages, name="sitemap-pages"),
    path("sitemap-<slug:noun>s-<int:number>.xml", exports.sitemap_section, name="sitemap-section"),
    path("opensearch.xml", exports.opensearch, name="opensearch"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
