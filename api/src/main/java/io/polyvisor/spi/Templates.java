package io.polyvisor.spi;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import java.util.List;

/** Templates: what guests are made from. */
public non-sealed interface Templates extends Facet {

    /** All templates. */
    List<TemplateView> templates(Call call);

    /** Makes a template from a guest that is OFF, by a full copy; the guest stays. */
    TemplateId make(GuestId source, CreationKey key, GuestName name, Call call);

    /** Makes a guest, OFF, from a template. */
    GuestId deploy(TemplateId template, Cloning.Order order, Call call);

    /** Removes a template and the volumes that it alone references. */
    void remove(TemplateId template, Call call);
}
