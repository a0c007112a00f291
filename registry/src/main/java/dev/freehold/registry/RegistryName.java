package dev.freehold.registry;

import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.registry.problem.RegistryProblems;
import java.util.regex.Pattern;

/** The form of a name in this registry: of a model, a dataset or a use case. */
public final class RegistryName {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,95}");

    private RegistryName() {}

    /**
     * Gives the name back.
     *
     * @throws ProblemException if it does not have the form
     */
    public static String checked(String name) {
        if (!FORM.matcher(name).matches()) {
            throw new ProblemException(RegistryProblems.NAME, "the name does not match [a-z0-9][a-z0-9._-]{0,95}");
        }
        return name;
    }
}
