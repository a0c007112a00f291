import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Fetches one archive and keeps it only if its SHA-256 is the expected one.
 *
 * <p>Run by {@code mvnw} as a single source file, so that a JDK is the only thing a fresh machine needs.
 * Arguments: address, expected SHA-256 in lower-case hex, target file.
 */
public final class FetchMaven {
    public static void main(String[] args) throws Exception {
        URI address = URI.create(args[0]);
        Path target = Path.of(args[2]);
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(30))
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(10)).build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            System.err.println("mvnw: " + address + " answered " + response.statusCode()
                    + "; behind a mirror, set MVNW_REPOURL to its base address");
            System.exit(2);
        }
        byte[] body = response.body();
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        if (!digest.equals(args[1])) {
            System.err.println("mvnw: " + address + " has SHA-256 " + digest + ", expected " + args[1]
                    + "; refusing to run it");
            System.exit(2);
        }
        Files.write(target, body);
    }
}
