package dev.freehold.registry.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freehold.contracts.identity.TenantId;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.ModelCatalogue;
import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tenant's models, page by page, each as what its name means. */
@Singleton
class HubListing {
    private static final int LARGEST_PAGE = 200;
    private static final List<String> CARRIED_ON = List.of("search", "author", "filter", "pipeline_tag", "full");
    private final ModelCatalogue catalogue;

    HubListing(ModelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    SurfaceReply page(TenantId tenant, SurfaceRequest request) {
        int limit = limit(request.parameter("limit"));
        List<ModelVersion> found = catalogue.list(tenant).stream()
                .filter(version -> version.name().compareTo(given(request.parameter("cursor"))) > 0)
                .filter(version -> matches(version, request))
                .limit(limit + 1L)
                .toList();
        ArrayNode models = Json.MAPPER.createArrayNode();
        found.stream().limit(limit).map(HubJson::model).forEach(models::add);
        SurfaceReply reply = SurfaceReply.json(200, HubJson.bytes(models));
        if (found.size() <= limit) {
            return reply;
        }
        String next = next(request, limit, found.get(limit - 1).name());
        return new SurfaceReply(
                200, Map.of("content-type", "application/json", "link", "<" + next + ">; rel=\"next\""), reply.body());
    }

    private static boolean matches(ModelVersion version, SurfaceRequest request) {
        String id = version.tenant() + "/" + version.name();
        String search = given(request.parameter("search")).toLowerCase(Locale.ROOT);
        String author = given(request.parameter("author"));
        String pipeline = given(request.parameter("pipeline_tag"));
        return id.contains(search)
                && (author.isEmpty() || author.equals(version.tenant().value()))
                && (pipeline.isEmpty()
                        || pipeline.equals(
                                HubJson.model(version).path("pipeline_tag").asText()))
                && request.query().getOrDefault("filter", List.of()).stream()
                        .allMatch(tag ->
                                HubJson.model(version).path("tags").toString().contains("\"" + tag + "\""));
    }

    private static int limit(@Nullable String given) {
        try {
            return given == null ? LARGEST_PAGE : Math.max(1, Math.min(LARGEST_PAGE, Integer.parseInt(given)));
        } catch (NumberFormatException e) {
            throw HubRefusal.plain(400, "limit is not a number");
        }
    }

    /** Clients follow whole addresses alone, so the one that the client used is given back. */
    private static String next(SurfaceRequest request, int limit, String last) {
        String host = request.headers().get("host");
        String scheme = request.headers().getOrDefault("x-forwarded-proto", "http");
        StringBuilder next = new StringBuilder(host == null ? "" : scheme + "://" + host)
                .append("/api/models?limit=")
                .append(limit)
                .append("&cursor=")
                .append(encoded(last));
        for (String name : CARRIED_ON) {
            for (String value : request.query().getOrDefault(name, List.of())) {
                next.append('&').append(name).append('=').append(encoded(value));
            }
        }
        return next.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String given(@Nullable String parameter) {
        return parameter == null ? "" : parameter;
    }
}
