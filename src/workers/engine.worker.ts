/** Entry of the engine worker; the work is in `./engine`. */
export {};
