#include "voice/sip/phone_directory.h"

#include "voice/sip/digest.h"

namespace madoguchi::voice {

PhoneSecret make_phone_secret(const std::string& extension, const std::string& password) {
  return {digest_secret(DigestAlgorithm::kMd5, extension, kPhoneRealm, password),
          digest_secret(DigestAlgorithm::kSha256, extension, kPhoneRealm, password)};
}

}  // namespace madoguchi::voice
