use std::io::Write as _;

use super::*;

fn layers(file: &str, environment: &[(&str, &str)], flags: &[(&str, &str)]) -> Result<Settings, String> {
    let mut settings = tempfile::NamedTempFile::new().unwrap();
    settings.write_all(file.as_bytes()).unwrap();
    let layers = Layers {
        file: Some(settings.path().to_owned()),
        environment: environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        flags: flags
            .iter()
            .map(|(setting, value)| Override {
                flag: "--set".to_owned(),
                setting: (*setting).to_owned(),
                value: (*value).to_owned(),
            })
            .collect(),
    };
    layers.load().map_err(|error| error.to_string().replace(&settings.path().display().to_string(), "FILE"))
}

#[test]
fn defaults_are_safe() {
    let settings = layers("", &[], &[]).unwrap();
    assert_eq!(settings, Settings::default());
    assert!(settings.server.listen.ip().is_loopback());
    assert_eq!(settings.limits.message_characters, 4_000);
    assert_eq!(settings.limits.body_bytes, 65_536);
}

#[test]
fn flags_win_over_variables_over_the_file() {
    let file = "[server]\nlisten = \"127.0.0.1:1\"\nidle_seconds = 1\n[limits]\nbody_bytes = 1\n";
    let environment = [("COACHWRIGHT_SERVER_LISTEN", "127.0.0.1:2"), ("COACHWRIGHT_LIMITS_BODY_BYTES", "2")];
    let settings = layers(file, &environment, &[("server.listen", "127.0.0.1:3")]).unwrap();
    assert_eq!(settings.server.listen.port(), 3);
    assert_eq!(settings.limits.body_bytes, 2);
    assert_eq!(settings.server.idle_seconds, 1);
}

#[test]
fn text_takes_the_type_of_its_setting() {
    let environment = [
        ("COACHWRIGHT_LOG_JSON", "true"),
        ("COACHWRIGHT_SERVER_HOSTS", "coach.example.org, example.org"),
        ("COACHWRIGHT_STORE_BUCKET", "123"),
    ];
    let settings = layers("", &environment, &[]).unwrap();
    assert!(settings.log.json);
    assert_eq!(settings.server.hosts, ["coach.example.org", "example.org"]);
    assert_eq!(settings.store.bucket, "123");
}

#[test]
fn mistakes_name_their_place() {
    for (file, environment, flags, wanted) in [
        (
            "[limits]\nbody_byte = 1",
            &[][..],
            &[][..],
            "FILE: there is no setting `limits.body_byte`; did you mean `limits.body_bytes`?",
        ),
        (
            "[server]\nbody_bytes = 1",
            &[],
            &[],
            "FILE: there is no setting `server.body_bytes`; did you mean `limits.body_bytes`?",
        ),
        ("listen = 1", &[], &[], "FILE: there is no setting `listen`; did you mean `server.listen`?"),
        (
            "[limits]\nbody_bytes = \"x\"",
            &[],
            &[],
            "FILE: `limits.body_bytes` cannot be \"x\": expected a whole number",
        ),
        (
            "",
            &[("COACHWRIGHT_LOG_JSON", "yes")],
            &[],
            "the variable COACHWRIGHT_LOG_JSON: `log.json` cannot be yes: expected true or false",
        ),
        (
            "",
            &[("COACHWRIGHT_NONSENSE", "1")],
            &[],
            "the variable COACHWRIGHT_NONSENSE: there is no setting `nonsense`",
        ),
        ("", &[], &[("store.kind", "floppy")], "the flag --set: `store.kind` cannot be \"floppy\": unknown variant"),
        (
            "",
            &[],
            &[("server.listen", "here")],
            "the flag --set: `server.listen` cannot be \"here\": invalid socket address",
        ),
        ("", &[], &[("limits.body_bytes", "-1")], "the flag --set: `limits.body_bytes` cannot be -1: "),
        ("", &[], &[("limits.body_bytes", "0")], "the setting limits.body_bytes must be at least 1"),
        (
            "",
            &[],
            &[("identity.mode", "jwt")],
            "the setting identity.issuer must be set, because identity.mode is \"jwt\"",
        ),
        (
            "",
            &[],
            &[("server.listen", "0.0.0.0:80")],
            "the setting server.hosts must name the host names of the server",
        ),
    ] {
        let error = layers(file, environment, flags).unwrap_err();
        assert!(error.starts_with(wanted), "{error}");
    }
    let error = layers("[limits", &[], &[]).unwrap_err();
    assert!(error.starts_with("FILE is no valid TOML: ") && error.contains("line 1"), "{error}");
}

#[test]
fn every_setting_is_described_for_operators() {
    let described = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/OPERATIONS.md")).unwrap();
    let tree = toml::Table::try_from(Settings::default()).unwrap();
    for (section, keys) in &tree {
        for key in keys.as_table().unwrap().keys() {
            assert!(described.contains(&format!("`{section}.{key}`")), "docs/OPERATIONS.md lacks `{section}.{key}`");
        }
    }
}
