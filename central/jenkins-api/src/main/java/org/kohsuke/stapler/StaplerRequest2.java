package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Type;
import net.sf.json.JSONObject;

public interface StaplerRequest2 extends HttpServletRequest {
    <T> T bindJSON(Class<T> type, JSONObject jSONObject);

    <T> T bindJSON(Type type, Class<T> type2, Object object);

    void bindJSON(Object object, JSONObject jSONObject);
}
