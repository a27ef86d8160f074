package carnet.node.api;

/**
 * A registered member.
 *
 * @param key first registered key, hexadecimal: the member's name for ever
 * @param sealingKey X25519 key that secrets for it are sealed to, hexadecimal
 * @param domain the country or platform, such as "CN"
 * @param role "member" or "registrar"
 * @param height the block that registered it; 0 for those of the genesis
 */
public record MemberInfo(String key, String sealingKey, String domain, String role, long height) {}
