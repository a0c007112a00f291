package dev.freehold.bench.contender;

import dev.freehold.bench.load.Load;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** LiteLLM's proxy as its pip package starts it: one worker, no key check, no database, no callbacks, nothing governed. */
public final class LiteLlm implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 300;
    private final Process process;
    private final int port;

    private LiteLlm(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * @param environment a Python environment with {@code litellm[proxy]}
     * @param upstream the server that it passes all to
     */
    public static LiteLlm start(Path environment, InetSocketAddress upstream, Path folder)
            throws IOException, InterruptedException {
        int port = Program.freePort();
        Path config = Files.writeString(folder.resolve("litellm.yaml"), """
                model_list:
                  - model_name: instant
                    litellm_params:
                      model: openai/instant
                      api_base: http://127.0.0.1:%d/v1
                      api_key: none
                litellm_settings:
                  telemetry: false
                """.formatted(upstream.getPort()));
        Process process = Program.start(
                List.of(
                        environment.resolve("bin/litellm").toString(),
                        "--config",
                        config.toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--num_workers",
                        "1"),
                Map.of(
                        "LITELLM_LOG", "ERROR",
                        "LITELLM_MODE", "PRODUCTION",
                        "LITELLM_LOCAL_MODEL_COST_MAP", "True",
                        "LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY", "true"),
                folder.resolve("litellm.log"));
        LiteLlm proxy = new LiteLlm(process, port);
        proxy.await();
        return proxy;
    }

    private void await() throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS && process.isAlive(); i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(1_000);
            }
        }
        close();
        throw new IOException("LiteLLM did not listen within " + PATIENCE_SECONDS + " s");
    }

    public Target target(String path, String body) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new Target(
                "LiteLLM, ungoverned",
                new Load.Request(address, path, "none", body),
                new ProcessTree(process.toHandle()));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
