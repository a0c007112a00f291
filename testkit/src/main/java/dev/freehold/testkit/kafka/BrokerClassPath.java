package dev.freehold.testkit.kafka;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the broker's classes are: its own jar or folder, and the jars that its build has listed. */
final class BrokerClassPath {
    private static final String LIST = "broker.classpath";

    private BrokerClassPath() {}

    static String read() {
        URL list = BrokerClassPath.class.getClassLoader().getResource(LIST);
        if (list == null) {
            throw new IllegalStateException(LIST + " is not there: build deploy/broker first");
        }
        try (InputStream content = list.openStream()) {
            return own(list) + File.pathSeparator + new String(content.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path own(URL list) throws IOException {
        URLConnection connection = list.openConnection();
        try {
            if (connection instanceof JarURLConnection jar) {
                return Path.of(jar.getJarFileURL().toURI());
            }
            // A list in a class folder, or in a jar that Quarkus' class loader has opened.
            String text = list.toString();
            int inner = text.indexOf("!/");
            String plain = inner < 0 ? text.substring(0, text.length() - LIST.length()) : text.substring(4, inner);
            return Path.of(URI.create(plain));
        } catch (URISyntaxException e) {
            throw new IOException(list + " is no place of a file", e);
        }
    }
}
