package dev.freehold.contracts.problem;

/**
 * One kind of problem, from a service's catalogue.
 *
 * @param code stable name in upper case; the problem's type is {@code urn:freehold:problem:} and the code in lower case
 * @param status HTTP status
 * @param title what it is, the same for every occurrence
 * @param remedy what the caller can do
 */
public record ProblemType(String code, int status, String title, String remedy) {
    public ProblemType {
        if (!code.matches("[A-Z][A-Z0-9_]*") || status < 400 || status > 599) {
            throw new IllegalArgumentException("a problem has an upper-case code and an error status");
        }
    }

    public String urn() {
        return "urn:freehold:problem:" + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
