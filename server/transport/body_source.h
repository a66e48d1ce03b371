#pragma once

#include <cstdint>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/result.h"

namespace madoguchi::transport {

/// A body that is read while it is sent, so that no memory holds it whole. Made by a handler, then
/// used by its connection alone, on the connection's I/O thread.
class BodySource {
 public:
  virtual ~BodySource() = default;
  /// The Content-Length.
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// The next bytes, at least one until size() of them came. After an error the connection is cut:
  /// the client sees that the body is not whole.
  [[nodiscard]] virtual boost::asio::awaitable<base::Result<std::string>> next() = 0;
};

}  // namespace madoguchi::transport
