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
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Stand in for the tags of Jenkins, whose escaping is Jenkins' own affair: each becomes an element with what it was given
 * as attributes, around its body. Only an include does what it does in Jenkins.
 */
final class StandInTags extends TagLibrary {
    private final JellyViews views;

    StandInTags(JellyViews views) {
        this.views = views;
    }

    @Override
    public TagScript createTagScript(String name, Attributes attributes) {
        return new TagScript((tag, given) -> switch (name) {
            case "include" -> new Include();
            case "documentation", "nbsp" -> new Nothing();
            default -> new Element(name);
        });
    }

    private static final class Nothing extends MapTagSupport {
        @Override
        public void doTag(XMLOutput output) {
            // It shows nothing.
        }
    }

    private static final class Element extends MapTagSupport {
        private final String name;

        Element(String name) {
            this.name = name;
        }

        @Override
        public void doTag(XMLOutput output) throws JellyTagException {
            AttributesImpl attributes = new AttributesImpl();
            Map<?, ?> given = getAttributes();
            given.forEach((key, value) ->
                    attributes.addAttribute("", "data-" + key, "data-" + key, "CDATA", String.valueOf(value)));
            try {
                output.startElement("jenkins-" + name, attributes);
                invokeBody(output);
                output.endElement("jenkins-" + name);
            } catch (SAXException e) {
                throw new JellyTagException(e);
            }
        }
    }

    /** The view of a class, or of one above it. */
    private final class Include extends MapTagSupport {
        @Override
        public void doTag(XMLOutput output) throws JellyTagException {
            Object it = getAttributes().get("it");
            Class<?> type =
                    getAttributes().get("class") instanceof Class<?> given ? given : it == null ? null : it.getClass();
            String page = String.valueOf(getAttributes().get("page"));
            while (type != null) {
                String view = type.getName().replace('.', '/').replace('$', '/') + "/" + page;
                if (views.exists(view)) {
                    JellyContext inside = context.newJellyContext();
                    if (it != null) {
                        inside.setVariable("it", it);
                    }
                    try {
                        views.run(view, inside, output);
                    } catch (JellyException e) {
                        throw new JellyTagException(e);
                    }
                    return;
                }
                type = type.getSuperclass();
            }
            if (!"true".equals(getAttributes().get("optional"))) {
                throw new JellyTagException("Nothing has a view " + page);
            }
        }
    }
}
