package io.jenkins.plugins.libvirtmigration.hpi;

import java.util.Map;
import org.apache.commons.jelly.JellyContext;
import org.apache.commons.jelly.JellyException;
import org.apache.commons.jelly.JellyTagException;
import org.apache.commons.jelly.MapTagSupport;
import org.apache.commons.jelly.TagLibrary;
import org.apache.commons.jelly.XMLOutput;
import org.apache.commons.jelly.impl.TagScript;
import org.xml.sax.Attributes;

/** The plugin's own tags, each a view that finds what it was called with in {@code attrs}. */
final class OurTags extends TagLibrary {
    private final JellyViews views;
    private final String folder;

    OurTags(JellyViews views, String folder) {
        this.views = views;
        this.folder = folder;
    }

    @Override
    public TagScript createTagScript(String name, Attributes attributes) {
        return new TagScript((tag, given) -> new Call(folder + "/" + name + ".jelly"));
    }

    private final class Call extends MapTagSupport {
        private final String view;

        Call(String view) {
            this.view = view;
        }

        @Override
        public void doTag(XMLOutput output) throws JellyTagException {
            Map<?, ?> attributes = getAttributes();
            JellyContext inside = context.newJellyContext();
            inside.setVariable("attrs", attributes);
            try {
                views.run(view, inside, output);
            } catch (JellyException e) {
                throw new JellyTagException(e);
            }
        }
    }
}
