package hudson.model;

public class Api extends AbstractModelObject {
    public Api(Object object) {}

    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getSearchUrl() {
        throw new UnsupportedOperationException("declared only");
    }
}
