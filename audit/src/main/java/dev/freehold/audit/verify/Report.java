package dev.freehold.audit.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a verdict is told: one line for people or one JSON object for programs; progress goes to the error stream. */
final class Report {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Forms of the answer. */
    enum Form {
        text,
        json
    }

    @Option(names = "--output", defaultValue = "text", description = "text or json; default text")
    private Form form = Form.text;

    /** Prints a verdict and returns its exit status. */
    int print(CommandSpec command, Verdict verdict) {
        PrintWriter out = command.commandLine().getOut();
        out.println(form == Form.json ? json(verdict).toString() : text(verdict));
        out.flush();
        return verdict.exitStatus();
    }

    /** Says on the error stream how far a verification is, once it lasts longer than two seconds. */
    Verifier.Progress progress(CommandSpec command) {
        PrintWriter err = command.commandLine().getErr();
        long[] next = {System.nanoTime() + PATIENCE.toNanos()};
        return (done, of) -> {
            long now = System.nanoTime();
            if (now - next[0] >= 0) {
                next[0] = now + PATIENCE.toNanos();
                err.println(done + " of " + of + " entries");
                err.flush();
            }
        };
    }

    private static String text(Verdict verdict) {
        if (verdict instanceof Verdict.Verified verified) {
            return "VERIFIED  " + verified.subject() + ": " + verified.claim() + "\n          " + verified.size()
                    + " entries, root " + verified.root();
        }
        if (verdict instanceof Verdict.Faulty faulty) {
            Fault fault = faulty.fault();
            String entry = fault.firstEntry().isPresent()
                    ? ", first entry " + fault.firstEntry().getAsLong()
                    : "";
            return "FAULTY    " + faulty.subject() + "\n          "
                    + fault.kind().wireName() + " in " + fault.file() + entry + ": " + fault.detail();
        }
        Verdict.Unchecked unchecked = (Verdict.Unchecked) verdict;
        return "UNCHECKED " + unchecked.subject() + ": " + unchecked.reason();
    }

    private static ObjectNode json(Verdict verdict) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (verdict instanceof Verdict.Verified verified) {
            return json.put("verdict", "verified")
                    .put("subject", verified.subject())
                    .put("claim", verified.claim())
                    .put("size", verified.size())
                    .put("root", verified.root());
        }
        if (verdict instanceof Verdict.Faulty faulty) {
            Fault fault = faulty.fault();
            json.put("verdict", "faulty").put("subject", faulty.subject());
            ObjectNode told =
                    json.putObject("fault").put("kind", fault.kind().wireName()).put("file", fault.file());
            fault.firstEntry().ifPresent(entry -> told.put("first_entry", entry));
            told.put("detail", fault.detail());
            return json;
        }
        Verdict.Unchecked unchecked = (Verdict.Unchecked) verdict;
        return json.put("verdict", "unchecked")
                .put("subject", unchecked.subject())
                .put("reason", unchecked.reason());
    }
}
