/* Stand-ins for two parts of Windows 10 that wine 8 does not have, so that the packages can be tried under it.
 *
 * Compiled as bcryptprimitives.dll it gives random bytes (for cryptography); as uisettings.dll it is asked by Qt for
 * the system's colours and answers black.  Neither is ever shipped.
 */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
    return RtlGenRandom(data, (ULONG)size);
}

typedef struct Object {
    const void *const *methods;
} Object;

static HRESULT WINAPI query(Object *self, const void *id, void **out);
static ULONG WINAPI count(Object *self) { (void)self; return 1; }
static HRESULT WINAPI none(Object *self, void *a, void *b, void *c) { (void)self, (void)a, (void)b, (void)c; return E_NOTIMPL; }
static HRESULT WINAPI make(Object *self, void **out);
static HRESULT WINAPI colour(Object *self, int which, DWORD *out) { (void)self, (void)which; *out = 0xFF; return S_OK; }
static HRESULT WINAPI subscribe(Object *self, void *handler, INT64 *token) { (void)self, (void)handler; *token = 1; return S_OK; }
static HRESULT WINAPI unsubscribe(Object *self, INT64 token) { (void)self, (void)token; return S_OK; }

static const void *const factory_methods[] = {query, count, count, none, none, none, make};
static const void *const settings_methods[] = {
    query, count, count, none, none, none, colour, subscribe, unsubscribe, none, none, none, none, none, none, none, none,
};
static Object factory = {factory_methods}, settings = {settings_methods};

static HRESULT WINAPI query(Object *self, const void *id, void **out)
{
    (void)id;
    *out = self;
    return S_OK;
}

static HRESULT WINAPI make(Object *self, void **out)
{
    (void)self;
    *out = &settings;
    return S_OK;
}

__declspec(dllexport) HRESULT WINAPI DllGetActivationFactory(void *name, void **out)
{
    (void)name;
    *out = &factory;
    return S_OK;
}
