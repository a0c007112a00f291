package dev.freehold.standalone.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.contracts.json.Json;
import dev.freehold.servers.secret.PrivateFile;
import dev.freehold.standalone.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * One database and one role for each service that keeps state.
 *
 * @param settings the services' datasource settings
 */
public record ServiceDatabases(Map<String, String> settings) {
    private static final List<String> SERVICES = List.of("registry", "finetune", "audit");

    public ServiceDatabases {
        settings = Map.copyOf(settings);
    }

    /** Creates what is missing. */
    public static ServiceDatabases ensure(PostgresServer server, Home home) throws IOException {
        ObjectNode passwords = passwords(home);
        Map<String, String> settings = new HashMap<>();
        try (Connection connection = server.connect("postgres")) {
            for (String service : SERVICES) {
                String password = passwords.get(service).textValue();
                create(connection, service, password);
                String prefix = "quarkus.datasource." + service + ".";
                settings.put(prefix + "jdbc.url", server.url(service));
                settings.put(prefix + "username", service);
                settings.put(prefix + "password", password);
            }
        } catch (SQLException e) {
            throw new IOException("cannot create the services' databases", e);
        }
        return new ServiceDatabases(settings);
    }

    private static ObjectNode passwords(Home home) throws IOException {
        Path file = home.keys().resolve("databases.json");
        if (Files.exists(file)) {
            return (ObjectNode) Json.MAPPER.readTree(Files.readString(file));
        }
        ObjectNode passwords = Json.MAPPER.createObjectNode();
        SecureRandom random = new SecureRandom();
        for (String service : SERVICES) {
            byte[] secret = new byte[24];
            random.nextBytes(secret);
            passwords.put(service, HexFormat.of().formatHex(secret));
        }
        PrivateFile.write(file, passwords.toString());
        return passwords;
    }

    private static void create(Connection connection, String service, String password) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, "select 1 from pg_roles where rolname = ?", service)) {
                // The name is one of ours and the password is hex: neither can carry a quote.
                statement.execute("create role \"" + service + "\" login password '" + password + "'");
            }
            if (!exists(connection, "select 1 from pg_database where datname = ?", service)) {
                statement.execute("create database \"" + service + "\" owner \"" + service + "\"");
                statement.execute("revoke all on database \"" + service + "\" from public");
            }
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "ServiceDatabases" + SERVICES;
    }
}
