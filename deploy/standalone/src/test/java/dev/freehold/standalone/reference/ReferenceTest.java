package dev.freehold.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.freehold.contracts.problem.ProblemType;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the reference to the code: what the code has, the reference has, and nothing else. */
class ReferenceTest {
    private static final Path REFERENCE = Path.of("../../docs/reference");
    /** A key in Java is a whole literal, in a properties file the start of a line. */
    private static final Pattern KEY =
            Pattern.compile("\"(freehold\\.[a-z][a-z0-9.-]*[a-z0-9])\"|(?m)^(freehold\\.[a-z0-9.-]+)=");

    private static final Pattern DESCRIBED = Pattern.compile("(?m)^\\| `(freehold\\.[a-z0-9.-]+)` \\|");
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
    void configuration_keys_are_those_of_the_code() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("../.."))) {
            for (Path file : (Iterable<Path>) files.filter(ReferenceTest::mayNameKeys)::iterator) {
                Matcher key = KEY.matcher(Files.readString(file));
                while (key.find()) {
                    keys.add(key.group(1) == null ? key.group(2) : key.group(1));
                }
            }
        }
        for (JavaClass type : HOUSE) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                String prefix = type.getAnnotationOfType(ConfigMapping.class).prefix();
                keys.remove(prefix);
                mapped(prefix, type.reflect(), keys);
            }
        }
        Set<String> described = new TreeSet<>();
        Matcher line = DESCRIBED.matcher(Files.readString(REFERENCE.resolve("configuration.md")));
        while (line.find()) {
            described.add(line.group(1));
        }
        assertThat(keys).contains("freehold.home");
        assertThat(described).isEqualTo(keys);
    }

    /** The keys that a mapping's methods stand for. */
    private static void mapped(String prefix, Class<?> mapping, Set<String> keys) {
        for (Method method : mapping.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                String name = Optional.ofNullable(method.getAnnotation(WithName.class))
                        .map(WithName::value)
                        .orElseGet(() -> method.getName()
                                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                                .toLowerCase(Locale.ROOT));
                if (method.getReturnType().isInterface()
                        && method.getReturnType().getName().startsWith("dev.freehold")) {
                    mapped(prefix + "." + name, method.getReturnType(), keys);
                } else {
                    keys.add(prefix + "." + name);
                }
            }
        }
    }

    /** The stack sets keys that the services define. */
    private static boolean mayNameKeys(Path file) {
        String path = file.toString();
        return path.contains("/src/main/")
                && !path.contains("/deploy/stack/")
                && !path.contains("/target/")
                && (path.endsWith(".java") || path.endsWith("microprofile-config.properties"));
    }

    private static ProblemType constant(JavaField field) throws ReflectiveOperationException {
        Field constant = field.reflect();
        constant.setAccessible(true);
        return (ProblemType) constant.get(null);
    }
}
