"""One list, one page of a statement, and their addresses."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path
from django.views.generic import DetailView, ListView

from archive.models import Statement

#: Parameter of the list to the look-up it stands for.
LOOKUPS = {
    "speaker": "speakers__slug",
    "to": "addressees__slug",
    "kind": "kind",
    "event": "event__slug",
    "topic": "topics__slug",
    "channel": "channel",
    "said_from": "said_latest__gte",
    "said_to": "said_earliest__lte",
}


class StatementList(ListView):
    template_name = "list.html"
    context_object_name = "statements"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Statement]:
        rows = Statement.objects.published().select_related("article", "event", "relayed_by")
        rows = rows.prefetch_related("speakers", "addressees").order_by("-said_sort", "-id")
        for name, lookup in LOOKUPS.items():
            if value := self.request.GET.get(name):
                rows = rows.filter(**{lookup: value})
        for word in (
            self.request.GET.get("q", "").replace('"', "").split() if '"' not in self.request.GET.get("q", "") else [self._phrase()]
        ):
            rows = rows.filter(Q(text__icontains=word) | Q(note__icontains=word))
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parameters = self.request.GET.copy()
        parameters.pop("page", None)
        return super().get_context_data(parameters=parameters.urlencode(), **kwargs)

    def _phrase(self) -> str:
        return self.request.GET["q"].replace('"', "")


class StatementPage(DetailView):
    template_name = "detail.html"
    slug_field = slug_url_kwarg = "public_id"

    def get_queryset(self) -> QuerySet[Statement]:
        rows = Statement.objects.published().select_related("article", "event", "relayed_by")
        return rows.prefetch_related("speakers", "addressees", "topics")


urlpatterns = [path("statements/", StatementList.as_view()), path("statements/<slug:public_id>/", StatementPage.as_view())]
