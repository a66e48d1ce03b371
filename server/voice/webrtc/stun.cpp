#include "voice/webrtc/stun.h"

#include <string>

#include "voice/sip/re_values.h"

namespace madoguchi::voice {
namespace {

constexpr std::size_t kUsualSize = 128;
constexpr std::uint8_t kPadding = 0;

const std::uint8_t* key_of(const std::string& password) {
  return password.empty() ? nullptr : reinterpret_cast<const std::uint8_t*>(password.data());
}

std::vector<std::uint8_t> contents_of(const mbuf& buffer) {
  return {buffer.buf, buffer.buf + buffer.end};
}

}  // namespace

std::optional<StunMessage> read_stun(Bytes datagram) {
  const RePtr<mbuf> buffer(mbuf_alloc(datagram.size()));
  if (!buffer || mbuf_write_mem(buffer.get(), datagram.data(), datagram.size()) != 0) {
    return std::nullopt;
  }
  buffer->pos = 0;
  StunMessage read;
  stun_msg* message = nullptr;
  if (stun_msg_decode(&message, buffer.get(), &read.unknown) != 0) return std::nullopt;
  read.message.reset(message);
  return read;
}

std::vector<std::uint8_t> stun_success(const stun_msg& request, const std::string& password,
                                       const NetAddress& mapped) {
  const RePtr<mbuf> buffer(mbuf_alloc(kUsualSize));
  const sa address = to_libre(mapped);
  if (!buffer || stun_msg_encode(buffer.get(), STUN_METHOD_BINDING, STUN_CLASS_SUCCESS_RESP,
                                 stun_msg_tid(&request), nullptr, key_of(password), password.size(),
                                 true, kPadding, 1, STUN_ATTR_XOR_MAPPED_ADDR, &address) != 0) {
    return {};
  }
  return contents_of(*buffer);
}

std::vector<std::uint8_t> stun_error(const StunMessage& request, std::uint16_t code,
                                     const char* reason, const std::string& password) {
  const RePtr<mbuf> buffer(mbuf_alloc(kUsualSize));
  std::string text(reason);
  const stun_errcode error{code, text.data()};
  const stun_unknown_attr* unknown = request.unknown.typec > 0 ? &request.unknown : nullptr;
  if (!buffer ||
      stun_msg_encode(buffer.get(), STUN_METHOD_BINDING, STUN_CLASS_ERROR_RESP,
                      stun_msg_tid(request.message.get()), &error, key_of(password),
                      password.size(), true, kPadding, 1, STUN_ATTR_UNKNOWN_ATTR, unknown) != 0) {
    return {};
  }
  return contents_of(*buffer);
}

}  // namespace madoguchi::voice
