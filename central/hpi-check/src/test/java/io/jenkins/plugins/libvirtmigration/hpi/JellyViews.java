package io.jenkins.plugins.libvirtmigration.hpi;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.Map;
import org.apache.commons.jelly.JellyContext;
import org.apache.commons.jelly.JellyException;
import org.apache.commons.jelly.Script;
import org.apache.commons.jelly.XMLOutput;
import org.apache.commons.jelly.expression.Expression;
import org.apache.commons.jelly.expression.ExpressionFactory;
import org.apache.commons.jelly.expression.ExpressionSupport;
import org.apache.commons.jelly.expression.jexl.JexlExpressionFactory;
import org.apache.commons.jelly.impl.ScriptBlock;
import org.apache.commons.jelly.parser.XMLParser;
import org.xml.sax.SAXException;

/**
 * Compiles the plugin's views with stock Jelly and runs them. What Jenkins' Jelly does beyond that is done here too:
 * expressions in text are escaped, as {@code escape-by-default} says, and {@code ${%...}} is a text in the reader's
 * language. Jenkins' own tags are only stood in for, see {@link StandInTags}.
 */
final class JellyViews {
    private static final String OUR_TAGS = "/io/jenkins/plugins/libvirtmigration/jenkins/report/tags";
    private static final String[] JENKINS_TAGS = {
        "jelly:stapler", "jelly:fmt", "/lib/layout", "/lib/hudson", "/lib/form", "/lib/credentials"
    };

    private final ClassLoader plugin;
    private final boolean escaping;

    /** @param escaping false to see what happens without */
    JellyViews(ClassLoader plugin, boolean escaping) {
        this.plugin = plugin;
        this.escaping = escaping;
    }

    /** What a browser would get, as XML with one root. */
    String render(String view, Map<String, Object> variables) throws JellyException {
        JellyContext context = new JellyContext();
        context.setVariable("rootURL", "/jenkins");
        variables.forEach(context::setVariable);
        StringWriter page = new StringWriter();
        XMLOutput output = XMLOutput.createXMLOutput(page, false);
        run(view, context, output);
        try {
            output.flush();
        } catch (IOException e) {
            throw new JellyException(e);
        }
        return "<page>" + page + "</page>";
    }

    boolean exists(String view) {
        return plugin.getResource(view) != null;
    }

    void run(String view, JellyContext context, XMLOutput output) throws JellyException {
        compile(view).run(context, output);
    }

    private Script compile(String view) throws JellyException {
        JellyContext libraries = new JellyContext();
        for (String namespace : JENKINS_TAGS) {
            libraries.registerTagLibrary(namespace, new StandInTags(this));
        }
        libraries.registerTagLibrary(OUR_TAGS, new OurTags(this, OUR_TAGS.substring(1)));
        EscapingParser parser = new EscapingParser();
        parser.setContext(libraries);
        try (InputStream in = plugin.getResourceAsStream(view)) {
            if (in == null) {
                throw new JellyException("There is no " + view);
            }
            return parser.parse(in).compile();
        } catch (IOException | SAXException e) {
            throw new JellyException(view + ": " + e.getMessage(), e);
        }
    }

    private final class EscapingParser extends XMLParser {
        @Override
        protected ExpressionFactory createExpressionFactory() {
            ExpressionFactory jexl = new JexlExpressionFactory();
            return text -> text.startsWith("%") ? new Translated(text, jexl) : jexl.createExpression(text);
        }

        /** Called for what stands in text; attributes are escaped by whoever writes them. */
        @Override
        protected void addExpressionScript(ScriptBlock script, Expression expression) {
            super.addExpressionScript(script, escaping ? new Escaped(expression) : expression);
        }
    }

    /** {@code %Text} or {@code %key(argument)}: the text itself is the page's, its arguments are not. */
    private static final class Translated extends ExpressionSupport {
        private final String text;
        private final Expression argument;

        Translated(String text, ExpressionFactory jexl) throws JellyException {
            int open = text.indexOf('(');
            this.text = open < 0 ? text.substring(1) : text.substring(1, open) + " ";
            argument = open < 0 ? null : jexl.createExpression(text.substring(open + 1, text.lastIndexOf(')')));
        }

        @Override
        public String getExpressionText() {
            return text;
        }

        @Override
        public Object evaluate(JellyContext context) {
            return argument == null ? text : text + argument.evaluateAsString(context);
        }
    }

    private static final class Escaped extends ExpressionSupport {
        private final Expression expression;

        Escaped(Expression expression) {
            this.expression = expression;
        }

        @Override
        public String getExpressionText() {
            return expression.getExpressionText();
        }

        @Override
        public Object evaluate(JellyContext context) {
            Object value = expression.evaluate(context);
            return value == null ? null : escape(value.toString());
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#039;");
    }
}
