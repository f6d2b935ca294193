"""Acts on cases by staff, the requester and the desk itself: permission, one transaction, the timeline."""
