"""Where letters are published, on the network: one client, and one module for each service with what is assumed of it."""
