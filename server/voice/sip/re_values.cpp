#include "voice/sip/re_values.h"

#include <algorithm>
#include <cstring>

#include "voice/sip/number_text.h"

namespace madoguchi::voice {

NetAddress from_libre(const sa& address) {
  sockaddr_storage storage{};
  std::memcpy(&storage, &address.u, sizeof(address.u));
  return NetAddress::of(storage);
}

sa to_libre(const NetAddress& address) {
  sa converted{};
  sa_set_sa(&converted, address.get());
  return converted;
}

RePtr<mbuf> buffer_of(std::string_view text) {
  RePtr<mbuf> buffer(mbuf_alloc(text.size()));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  if (!buffer || mbuf_write_mem(buffer.get(), bytes, text.size()) != 0) return nullptr;
  buffer->pos = 0;
  return buffer;
}

std::string_view body_of(const sip_msg& message) {
  const std::string_view all(reinterpret_cast<const char*>(mbuf_buf(message.mb)),
                             mbuf_get_left(message.mb));
  const auto length = number_of<std::uint64_t>(view_of(message.clen));
  return length ? all.substr(0, std::min<std::size_t>(*length, all.size())) : all;
}

}  // namespace madoguchi::voice
