package dev.freehold.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.freehold.contracts.problem.ProblemType;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Holds the reference to the code: what the code has, the reference has, and nothing else. */
class ReferenceTest {
    private static final Path REFERENCE = Path.of("../../docs/reference");
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.freehold");

    /** Writes the file anew with {@code -Dreference.write}; otherwise the file must be as the code says. */
    @Test
    void problems_are_those_of_the_code() throws Exception {
        Map<String, ProblemType> problems = new TreeMap<>();
        for (JavaClass type : HOUSE) {
            for (JavaField field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(ProblemType.class)
                        && field.getModifiers().contains(JavaModifier.STATIC)) {
                    ProblemType problem = constant(field);
                    problems.put(problem.code(), problem);
                }
            }
        }
        StringBuilder page = new StringBuilder("""
                # Problems

                What a refusal can say. On `/v1` a problem is an error in OpenAI's shape; everywhere else it is a problem document
                (RFC 9457) whose type is `urn:freehold:problem:` and the code in lower case. Denials by policy carry the policy's own
                codes, which `policy/README.md` lists. This page is made from the code.

                | code | status | what it is | what to do |
                |---|---|---|---|
                """);
        problems.values()
                .forEach(problem -> page.append("| `%s` | %d | %s | %s |%n"
                        .formatted(problem.code(), problem.status(), problem.title(), problem.remedy())));
        Path file = REFERENCE.resolve("problems.md");
        if (System.getProperty("reference.write") != null) {
            Files.createDirectories(REFERENCE);
            Files.writeString(file, page);
        }
        assertThat(problems).isNotEmpty();
        assertThat(Files.readString(file)).isEqualTo(page.toString());
    }

    @Test
    void every_configuration_key_stands_in_the_reference_with_its_default() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        for (JavaClass type : HOUSE) {
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                for (JavaParameter parameter : unit.getParameters()) {
                    property(parameter).ifPresent(annotation -> {
                        ConfigProperty property = annotation.as(ConfigProperty.class);
                        if (property.name().startsWith("freehold.")) {
                            keys.put(property.name(), property.defaultValue());
                        }
                    });
                }
            }
        }
        String page = Files.readString(REFERENCE.resolve("configuration.md"));
        assertThat(keys).isNotEmpty();
        keys.forEach((key, preset) -> {
            Optional<String> line = page.lines()
                    .filter(text -> text.startsWith("| `" + key + "` |"))
                    .findFirst();
            assertThat(line)
                    .as("%s (default %s) in docs/reference/configuration.md", key, preset)
                    .isPresent();
            if (!preset.equals(ConfigProperty.UNCONFIGURED_VALUE)) {
                assertThat(line.orElseThrow()).as(key).contains("`" + preset + "`");
            }
        });
        assertThat(page.lines().filter(text -> text.startsWith("| `freehold.")))
                .allSatisfy(text -> assertThat(keys).containsKey(text.split("`", -1)[1]));
    }

    private static Optional<JavaAnnotation<JavaParameter>> property(JavaParameter parameter) {
        return parameter.getAnnotations().stream()
                .filter(annotation -> annotation.getRawType().isEquivalentTo(ConfigProperty.class))
                .findFirst();
    }

    private static ProblemType constant(JavaField field) throws ReflectiveOperationException {
        Field constant = field.reflect();
        constant.setAccessible(true);
        return (ProblemType) constant.get(null);
    }
}
