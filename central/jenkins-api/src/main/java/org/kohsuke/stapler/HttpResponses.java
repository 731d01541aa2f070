package org.kohsuke.stapler;

public class HttpResponses {
    private HttpResponses() {}

    public static HttpResponseException ok() {
        throw new UnsupportedOperationException("declared only");
    }

    public static HttpResponseException notFound() {
        throw new UnsupportedOperationException("declared only");
    }

    public static HttpResponseException forbidden() {
        throw new UnsupportedOperationException("declared only");
    }

    public static HttpResponseException error(int number, String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static HttpResponseException error(Throwable throwable) {
        throw new UnsupportedOperationException("declared only");
    }

    public static HttpResponseException error(int number, Throwable throwable) {
        throw new UnsupportedOperationException("declared only");
    }

    public static HttpResponse text(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        private HttpResponseException() {}
    }
}
