package io.polyvisor;

import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Effect;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import java.util.List;

/**
 * Templates of an endpoint.
 *
 * <p>Thread-safe. {@link #list} blocks at most until the read deadline; verbs do not block.
 */
public interface EndpointTemplates {

    /** All templates. */
    List<TemplateView> list();

    /** Makes a guest from a template, OFF. */
    Operation<Guest> deploy(TemplateId template, CloneSpec spec);

    /** Makes a guest from a template under a key of the caller's. */
    Operation<Guest> deploy(TemplateId template, CloneSpec spec, CreationKey key);

    /** Removes a template and the volumes that it alone references. */
    Operation<Effect> delete(TemplateId template);
}
