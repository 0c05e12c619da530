package io.polyvisor.vsphere;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.MissingProperty;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.VimPortType;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads properties in bulk, page after page, and looks at what each object says is missing. */
final class PropertyPages {
    /** As many objects as one page may hold; the service may send fewer. */
    static final int PAGE = 1000;

    private PropertyPages() {}

    /**
     * All rows of all pages.
     *
     * @throws SoapFault also when a row says that the session is over, which some services answer in place of a fault
     */
    static List<PropertyRow> read(VimPortType vim, ManagedObjectReference collector, PropertyFilterSpec... filters)
            throws RemoteException {
        RetrieveOptions options = new RetrieveOptions();
        options.setMaxObjects(PAGE);
        List<PropertyRow> rows = new ArrayList<>();
        RetrieveResult page = vim.retrievePropertiesEx(collector, filters, options);
        while (page != null) {
            if (page.getObjects() != null) {
                for (ObjectContent object : page.getObjects()) {
                    rows.add(row(object));
                }
            }
            page = page.getToken() == null ? null : vim.continueRetrievePropertiesEx(collector, page.getToken());
        }
        return rows;
    }

    private static PropertyRow row(ObjectContent object) throws SoapFault {
        Map<String, Object> values = new HashMap<>();
        Map<String, MethodFault> missing = missing(object);
        if (object.getPropSet() != null) {
            for (DynamicProperty property : object.getPropSet()) {
                if (property.getVal() == null) {
                    // It was there, of a type or a constant of a later version: unknown, not unset.
                    missing.put(property.getName(), new UnknownFault("unreadable"));
                } else {
                    values.put(property.getName(), property.getVal());
                }
            }
        }
        if (object.getObj() == null) {
            throw new SoapFault(Optional.empty(), "a row of properties names no object");
        }
        return new PropertyRow(object.getObj(), values, missing);
    }

    private static Map<String, MethodFault> missing(ObjectContent object) throws SoapFault {
        Map<String, MethodFault> missing = new HashMap<>();
        if (object.getMissingSet() != null) {
            for (MissingProperty property : object.getMissingSet()) {
                MethodFault why =
                        property.getFault() == null || property.getFault().getFault() == null
                                ? new UnknownFault("")
                                : property.getFault().getFault();
                if (why instanceof NotAuthenticated) {
                    throw new SoapFault(Optional.of(why), "");
                }
                missing.put(property.getPath(), why);
            }
        }
        return missing;
    }
}
