package dev.freehold.audit.verify;

import dev.freehold.audit.ledger.checkpoint.Checkpoint;
import dev.freehold.audit.ledger.checkpoint.TrustedKeys;
import dev.freehold.audit.ledger.proof.TlogProof;
import dev.freehold.audit.ledger.tile.EntryBundle;
import dev.freehold.audit.ledger.tile.LogSource;
import dev.freehold.audit.ledger.tlog.DiskFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code verify}: checks logs, proofs and growth from files alone. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies audit logs (C2SP tlog-tiles) without a server.",
            "Without a subcommand: every log in $FREEHOLD_HOME/ledger, each with the key beside it.",
            "A key that lies beside its log shows damage, not a rewriting by whoever holds the key: to find that, keep the",
            "verifier key and an older checkpoint elsewhere, or require a cosigner."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:verified",
            "1:evidence against the log or the proof",
            "2:could not check: a file, an address or the command line"
        })
public final class Verify implements Callable<Integer> {
    private static final int LARGEST_KEY_FILE = 64 << 10;
    private final Path home;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Report report = new Report();

    /** The command with the platform's own folder: {@code $FREEHOLD_HOME}, else {@code ~/.freehold}. */
    public Verify() {
        this(Path.of(Optional.ofNullable(System.getenv("FREEHOLD_HOME"))
                .orElseGet(() -> System.getProperty("user.home") + "/.freehold")));
    }

    Verify(Path home) {
        this.home = home;
    }

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Verify()).execute(args));
    }

    @Override
    public Integer call() {
        List<Path> logs;
        try (Stream<Path> folders = Files.list(home.resolve("ledger"))) {
            logs = folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            return report.print(
                    spec(), new Verdict.Unchecked(home.resolve("ledger").toString(), "there is no such folder"));
        }
        if (logs.isEmpty()) {
            return report.print(
                    spec(), new Verdict.Unchecked(home.resolve("ledger").toString(), "there is no log in it"));
        }
        boolean faulty = false;
        boolean unchecked = false;
        for (Path log : logs) {
            int status = log(report, log.resolve("log.vkey"), log.toString(), Optional.empty());
            faulty |= status == 1;
            unchecked |= status == 2;
        }
        return faulty ? 1 : unchecked ? 2 : 0;
    }

    @Command(
            name = "log",
            mixinStandardHelpOptions = true,
            description = "Checks signatures, all entries, all tiles and the root of a log.")
    int log(
            @Mixin Report output,
            @Parameters(paramLabel = "VKEYS", description = KEYS) Path keys,
            @Parameters(paramLabel = "DIR|URL", description = "The log's root.") String log,
            @Option(names = "--access-key-file", description = KEY_FILE) Optional<Path> accessKeyFile) {
        return answer(
                output, keys, log, verifier -> verifier.log(log, source(log, accessKeyFile), output.progress(spec())));
    }

    @Command(
            name = "proof",
            mixinStandardHelpOptions = true,
            description = "Checks that a file's exact bytes are an entry of the log, by a tlog-proof file.")
    int proof(
            @Mixin Report output,
            @Parameters(paramLabel = "VKEYS", description = KEYS) Path keys,
            @Parameters(paramLabel = "LEAF", description = "File with the entry's exact bytes.") Path leaf,
            @Parameters(paramLabel = "PROOF", description = "File of the form c2sp.org/tlog-proof@v1.") Path proof) {
        return answer(
                output,
                keys,
                proof.toString(),
                verifier -> verifier.proof(
                        proof.toString(), file(leaf, EntryBundle.LARGEST_ENTRY), file(proof, TlogProof.LARGEST_FILE)));
    }

    @Command(
            name = "consistency",
            mixinStandardHelpOptions = true,
            description = "Checks that a log only grew between two saved checkpoints.")
    int consistency(
            @Mixin Report output,
            @Parameters(paramLabel = "VKEYS", description = KEYS) Path keys,
            @Parameters(paramLabel = "OLD", description = "The older checkpoint.") Path older,
            @Parameters(paramLabel = "NEW", description = "The newer checkpoint.") Path newer,
            @Parameters(paramLabel = "DIR|URL", description = "The log's root, as large as NEW at least.") String log,
            @Option(names = "--access-key-file", description = KEY_FILE) Optional<Path> accessKeyFile) {
        return answer(
                output,
                keys,
                log,
                verifier -> verifier.consistency(
                        log,
                        file(older, Checkpoint.LARGEST_FILE),
                        file(newer, Checkpoint.LARGEST_FILE),
                        source(log, accessKeyFile)));
    }

    private static final String KEYS = "File of verifier keys: the log's first, then a required cosigner on each line.";
    private static final String KEY_FILE = "File with the access key that an address asks for.";

    private int answer(Report output, Path keys, String subject, Function<Verifier, Verdict> question) {
        Verdict verdict;
        try {
            String lines = new String(file(keys, LARGEST_KEY_FILE), StandardCharsets.UTF_8);
            verdict = question.apply(new Verifier(TrustedKeys.parse(lines)));
        } catch (RuntimeException e) {
            // Whatever it is, it is no evidence: it must not end in the status that says so.
            verdict = new Verdict.Unchecked(subject, String.valueOf(e.getMessage()));
        }
        return output.print(spec(), verdict);
    }

    private static LogSource source(String log, Optional<Path> accessKeyFile) {
        if (!log.startsWith("http://") && !log.startsWith("https://")) {
            if (!Files.isDirectory(Path.of(log))) {
                throw new IllegalArgumentException(log + " is no folder");
            }
            return new DiskFiles(Path.of(log));
        }
        return new HttpSource(
                log,
                accessKeyFile.map(path -> new String(file(path, LARGEST_KEY_FILE), StandardCharsets.US_ASCII).strip()));
    }

    private static byte[] file(Path path, int most) {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(path + " is no file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new IllegalArgumentException(path + " is longer than " + most + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("run by picocli only");
        }
        return spec;
    }
}
