package dev.freehold.standalone.cli;

import dev.freehold.contracts.identity.Role;
import dev.freehold.standalone.RunningPlatform;
import dev.freehold.standalone.credentials.Credentials;
import dev.freehold.standalone.home.Home;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freehold export}: everything that the platform holds, in formats that need no Freehold to be read. */
@Command(
        name = "export",
        description = {
            "Copy everything out of the running platform, in open formats with digests:",
            "models and adapters (safetensors, PEFT), datasets (JSON Lines), use cases and names (JSON),",
            "the policy (Rego and its bundle) and the ledger (C2SP tiles). Keys stay behind.",
            "Damaged files are named and left out; the command then ends with 1."
        },
        footer = {
            "",
            "Afterwards, without the platform:",
            "  (cd DIR && sha256sum -c SHA256SUMS)",
            "  ./freehold verify log DIR/ledger/log.vkey DIR/ledger"
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "folder to write; must be empty or not exist")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills both in before it runs anything
    ExportCommand() {}

    private int told(SortedSet<String> damaged) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(damaged.size() + (damaged.size() == 1 ? " file is" : " files are")
                + " damaged or missing in the platform's store and not in this export:");
        damaged.forEach(name -> err.println("  " + name));
        err.println(
                "Bring back the blobs that registry.json names from a backup, then export again, into another folder.");
        err.flush();
        return ExitCode.NO;
    }

    @Override
    public Integer call() throws Exception {
        Home home = Home.fromEnvironment();
        PrintWriter out = spec.commandLine().getOut();
        RunningPlatform platform = PlatformProcess.required(home);
        ExportFolder target = ExportFolder.create(folder);
        PlatformClient client = new PlatformClient(platform.url());
        var key = Credentials.read(home).of(Role.COMPLIANCE_OFFICER);
        Progress progress = new Progress(spec.commandLine().getErr());
        // The ledger last: it then holds the records of this export's other parts.
        target.unpack(client.download(key, "/api/policy/bundle/archive"), "policy", progress);
        target.unpack(client.download(key, "/api/registry/export"), "", progress);
        target.unpack(client.download(key, "/api/audit/export"), "ledger", progress);
        SortedSet<String> damaged = target.checkIndex();
        ExportFolder.Summary summary = target.finish();
        out.printf(
                "Exported to %s: %d files, %d MB, each checked against its digest and listed in SHA256SUMS.%n",
                folder, summary.files(), summary.bytes() >> 20);
        out.println("Check the ledger without the platform: ./freehold verify log " + folder.resolve("ledger/log.vkey")
                + " " + folder.resolve("ledger"));
        out.flush();
        return damaged.isEmpty() ? ExitCode.DONE : told(damaged);
    }
}
