#!/usr/bin/env python3
# change.py DIR SEED STEPS : makes, changes, renames and removes files of every kind at random, always the same for the same seed
import os, random, socket, stat, sys
root, rnd = os.fsencode(sys.argv[1]), random.Random(int(sys.argv[2]))
os.umask(0)

def walk():
    dirs, files = [root], []
    for top, ds, fs in os.walk(root):
        dirs += [os.path.join(top, d) for d in ds if not os.path.islink(os.path.join(top, d))]
        files += [os.path.join(top, f) for f in fs]
    return sorted(dirs), sorted(files)

def name():
    n = 255 if rnd.random() < 0.05 else rnd.randint(1, 60)
    if rnd.random() < 0.1: return bytes(rnd.choice([c for c in range(1, 256) if c != 47]) for _ in range(n))
    return bytes(rnd.randint(97, 122) for _ in range(n))

def data():
    n = rnd.choice([0, rnd.randint(0, 100), rnd.randint(0, 3000), 131072, rnd.randint(0, 400000)])
    return rnd.randbytes(n)

for step in range(int(sys.argv[3])):
    dirs, files = walk()
    what, where = rnd.randint(0, 19), os.path.join(rnd.choice(dirs), name())
    any_file = rnd.choice(files) if files else None
    try:
        if what < 6:
            with open(where, 'xb') as f:
                f.write(data())
                if rnd.random() < 0.3: f.seek(rnd.randint(0, 1 << 20), 1); f.write(b'behind a hole')
            os.chown(where, rnd.randint(0, 3) * 1000, rnd.randint(0, 3)); os.chmod(where, rnd.randint(0, 0o7777))
        elif what < 9: os.mkdir(where); os.chmod(where, rnd.randint(0, 0o7777) | 0o700)
        elif what == 9: os.symlink(b'to/' * rnd.randint(1, 100), where)
        elif what == 10: os.mkfifo(where, 0o620)
        elif what == 11: os.mknod(where, rnd.choice([stat.S_IFCHR, stat.S_IFBLK]) | 0o600, os.makedev(rnd.randint(1, 4000), rnd.randint(0, 1 << 19)))
        elif what == 12 and any_file: os.link(any_file, where, follow_symlinks=False)
        elif what in (13, 14) and any_file: os.unlink(any_file)
        elif what in (15, 16) and any_file: os.rename(any_file, where)
        elif what in (17, 18) and any_file and stat.S_ISREG(os.lstat(any_file).st_mode):
            with open(any_file, 'r+b') as f:
                if rnd.random() < 0.4: f.truncate(rnd.randint(0, 200000))
                else: f.seek(rnd.randint(0, 100000)); f.write(data())
        elif what == 19 and any_file and stat.S_ISREG(os.lstat(any_file).st_mode): os.setxattr(any_file, 'user.k%d' % rnd.randint(0, 3), rnd.randbytes(rnd.randint(0, 40)))
    except OSError: pass
