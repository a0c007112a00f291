package dev.freehold.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Rules that hold for the production code of every module. */
public final class HouseRules {
    private static final List<ArchRule> RULES = List.of(
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..service..",
                            "..impl..",
                            "..util..",
                            "..utils..",
                            "..common..",
                            "..helper..",
                            "..manager..",
                            "..dto..")
                    .because("a package is named by what it is for"),
            noClasses()
                    .should()
                    .haveNameMatching(".*\\.(Abstract[A-Z]\\w*|\\w+(Impl|Util|Utils|Helper|Manager|Dto))")
                    .because("a class is named by its role in the field's own words"),
            noFields()
                    .should()
                    .beAnnotatedWith("jakarta.inject.Inject")
                    .because("what a class needs stands in its constructor"),
            fields().that()
                    .haveRawType(java.util.logging.Logger.class)
                    .should()
                    .bePrivate()
                    .because("a logger belongs to its class")
                    .allowEmptyShould(true),
            noClasses()
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .because("services log; only command lines print (they take a PrintWriter)"),
            classes()
                    .that()
                    .haveSimpleName("package-info")
                    .should()
                    .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                    .because("null is said, never meant")
                    .allowEmptyShould(true));

    private HouseRules() {}

    /**
     * Checks every rule on the production classes below a package.
     *
     * @throws AssertionError naming the rule, its reason and each place that breaks it
     */
    public static void check(String rootPackage) {
        JavaClasses production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(rootPackage);
        if (production.isEmpty()) {
            throw new AssertionError("no production class below " + rootPackage);
        }
        RULES.forEach(rule -> rule.check(production));
    }
}
