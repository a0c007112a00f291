package dev.freehold.contracts.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.freehold.contracts.json.Json;
import java.lang.reflect.AnnotatedElement;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws the schema of a record as {@link Json#MAPPER} writes it: closed, and with everything required that is not nullable. */
final class RecordSchemas {
    private static final String INSTANT = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z$";
    private final SchemaGenerator generator;

    RecordSchemas() {
        SnakeCaseStrategy names = new SnakeCaseStrategy();
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS)
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
        config.forFields()
                .withPropertyNameOverrideResolver(field -> names.translate(field.getName()))
                .withRequiredCheck(field -> !isNullable(field.getRawMember().getAnnotatedType()))
                .withIgnoreCheck(field -> field.isStatic());
        config.forTypesInGeneral().withCustomDefinitionProvider(RecordSchemas::scalar);
        this.generator = new SchemaGenerator(config.build());
    }

    JsonNode of(Class<? extends Record> type) {
        ObjectNode schema = generator.generateSchema(type);
        schema.put("title", type.getSimpleName());
        return schema;
    }

    private static boolean isNullable(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /** Types that are one string on the wire: times, and those with a {@link JsonValue}. */
    private static @Nullable CustomDefinition scalar(ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        ObjectNode string = Json.MAPPER.createObjectNode().put("type", "string");
        if (raw == Instant.class) {
            return inline(string.put("pattern", INSTANT));
        }
        if (!isScalar(raw)) {
            return null;
        }
        if (raw.isEnum()) {
            var values = string.putArray("enum");
            Arrays.stream(raw.getEnumConstants()).map(Json::tree).forEach(values::add);
        }
        return inline(string);
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(
                schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }

    private static boolean isScalar(Class<?> type) {
        return Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredFields()))
                .anyMatch(member -> member.isAnnotationPresent(JsonValue.class));
    }
}
