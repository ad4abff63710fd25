/** Addresses that the development server asks the application for. The screens' own sources under ui/api have addresses that begin alike. */
export const FROM_THE_SERVER = '^/api/(?![^?]*\\.ts(\\?|$))'
