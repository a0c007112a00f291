package dev.freehold.console.start;

import dev.freehold.contracts.model.ModelVersion;
import dev.freehold.contracts.usecase.UseCase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a developer needs for the first call.
 *
 * @param snippet absent while there is no model that may be called
 * @param sends categories of data that may be sent; empty for none
 */
public record StartView(
        String useCase,
        String purpose,
        String owner,
        String baseUrl,
        List<ModelRow> models,
        @Nullable Snippet snippet,
        String sends,
        String dailyCalls,
        String clearance,
        int retentionDays) {
    public StartView {
        models = List.copyOf(models);
    }

    /** @param asked the model that the examples shall call; otherwise the first that may be called */
    static StartView of(UseCase useCase, List<ModelVersion> versions, String baseUrl, @Nullable String asked) {
        Map<String, ModelVersion> byName = versions.stream()
                .collect(Collectors.toMap(ModelVersion::name, Function.identity(), (first, second) -> first));
        List<ModelRow> rows = useCase.models().stream()
                .map(name -> ModelRow.of(name, Optional.ofNullable(byName.get(name)), useCase))
                .toList();
        ModelRow chosen = rows.stream()
                .filter(ModelRow::callable)
                .filter(row -> row.name().equals(asked))
                .findFirst()
                .or(() -> rows.stream().filter(ModelRow::callable).findFirst())
                .orElse(null);
        return new StartView(
                useCase.id(),
                useCase.purpose(),
                useCase.owner(),
                baseUrl,
                rows.stream()
                        .map(row -> chosen != null && row.name().equals(chosen.name()) ? row.asChosen() : row)
                        .toList(),
                chosen == null ? null : Snippet.of(baseUrl, chosen.name(), chosen.task()),
                String.join(", ", useCase.dataCategories()),
                String.format(Locale.ROOT, "%,d", useCase.dailyCalls()),
                useCase.clearance().wireName(),
                useCase.retentionDays());
    }
}
