#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "base/result.h"
#include "transport/request.h"

namespace madoguchi::transport {

/// The peers whose X-Forwarded-For and X-Forwarded-Proto count. Read only after construction.
class TrustedProxies {
 public:
  /// Entries are addresses or networks ("10.0.0.0/8").
  [[nodiscard]] static base::Result<TrustedProxies> make(const std::vector<std::string>& entries);

  /// Sets the request's peer and is_secure from its headers when `peer` is trusted: the right-most
  /// address of X-Forwarded-For that is not a trusted proxy, and the last X-Forwarded-Proto. From
  /// others the headers mean nothing.
  void apply(const boost::asio::ip::address& peer, Request& request) const;

 private:
  [[nodiscard]] bool is_trusted(const boost::asio::ip::address& address) const;

  std::vector<boost::asio::ip::network_v4> v4_;
  std::vector<boost::asio::ip::network_v6> v6_;
};

}  // namespace madoguchi::transport
