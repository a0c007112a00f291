package dev.freehold.console.start;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.identity.OwnKeys;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.problem.ProblemType;

/** Stands in where no registry is in this process: nobody makes a key. */
public class UnreachableKeys implements OwnKeys {
    static final ProblemType UNREACHABLE = new ProblemType(
            "KEYS_UNREACHABLE",
            503,
            "Keys cannot be made",
            "Start the platform with ./freehold up, which runs the console and the registry together.");

    @Override
    public IssuedKey issue(Caller caller) {
        throw new ProblemException(UNREACHABLE, "This process has no registry.");
    }
}
