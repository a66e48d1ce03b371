#include "voice/webrtc/browser_gateway.h"

namespace madoguchi::voice {

base::Result<std::unique_ptr<BrowserGateway>> BrowserGateway::open(std::vector<std::string> hosts) {
  MDG_ASSIGN(DtlsIdentity identity, DtlsIdentity::make());
  return std::unique_ptr<BrowserGateway>(new BrowserGateway(std::move(identity), std::move(hosts)));
}

base::Result<BrowserGateway::End> BrowserGateway::prepare(const BrowserOffer& offer,
                                                          const std::shared_ptr<BrowserPort>& port,
                                                          std::optional<Codec> wanted) {
  MDG_ASSIGN(const MediaFormat format, agree(offer.formats, offer.direction, wanted));
  const StreamStart start = StreamStart::make(random_);
  BrowserAnswer ours;
  ours.ice = IceCredentials::make(random_);
  ours.fingerprint = identity_.fingerprint();
  ours.hosts = hosts_;
  ours.port = port->local().port();
  ours.ssrc = start.ssrc;
  ours.cname = start.cname;
  ours.session_id = random_number<std::uint64_t>(random_) >> 2;
  BrowserTransportOptions transport;
  transport.own = ours.ice;
  transport.their_ufrag = offer.ufrag;
  transport.their_fingerprint = offer.fingerprint;
  auto leg = std::make_shared<BrowserLeg>(start, format, port, identity_, std::move(transport));
  return End{std::move(leg), write_browser_answer(ours, offer, format), format.codec};
}

}  // namespace madoguchi::voice
